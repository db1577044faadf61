"""What goes wrong between this machine, its disk and AWS, in words that say what to do next."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

_LOCAL: Final = "For the local cloud, paste the `export` lines that `kabar local` prints"
_LOG_IN: Final = f"Log in again (`aws sso login`, or new keys). {_LOCAL}: they change at each start."
_NO_CREDENTIALS: Final = f"There are no AWS credentials. Log in (`aws configure`, `aws sso login`). {_LOCAL}."
_BY_NAME: Final = {
    "NoCredentialsError": _NO_CREDENTIALS,
    "PartialCredentialsError": "The AWS credentials are incomplete: key and secret belong together.",
    "CredentialRetrievalError": f"The AWS credentials can't be had. {_LOG_IN}",
    "SSOTokenLoadError": f"The AWS session is over. {_LOG_IN}",
    "TokenRetrievalError": f"The AWS session is over. {_LOG_IN}",
    "UnauthorizedSSOTokenError": f"The AWS session is over. {_LOG_IN}",
    "NoRegionError": "No AWS region is set. Set AWS_REGION, such as: export AWS_REGION=ap-southeast-3",
    "EndpointConnectionError": "Nothing answers. Is the network there? Is `kabar local` still running?",
    "ConnectTimeoutError": "Nothing answers in time. Is the network there? Is `kabar local` still running?",
    "ReadTimeoutError": "The answer takes too long. Try again: what was done already isn't done twice.",
    "ConnectionClosedError": "The connection broke. Try again: what was done already isn't done twice.",
    "ProfileNotFound": "There is no such profile: look at AWS_PROFILE, and `aws configure list-profiles`.",
}
"""botocore.exceptions, by their class."""
_EXPIRED: Final = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
_UNKNOWN: Final = frozenset(
    {
        "AuthFailure", "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidToken", "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)  # fmt: skip
_DENIED: Final = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403"})


def heed_region() -> None:
    """Has AWS_REGION count, as in AWS's other tools: boto3 looks at AWS_DEFAULT_REGION alone."""
    if region := os.environ.get("AWS_REGION"):
        os.environ["AWS_DEFAULT_REGION"] = region


@contextmanager
def in_words() -> Iterator[None]:
    """Turns what AWS, its client or a disk refuses into a message that says what to do. Other errors pass."""
    try:
        yield
    except LookupError as error:
        if type(error) in (KeyError, IndexError):
            raise
        raise click.ClickException(str(error)) from error
    except click.ClickException:
        raise
    except Exception as error:
        if said := in_short(error):
            raise click.ClickException(said) from error
        raise


def in_short(error: Exception) -> str | None:
    """What to say of an error of AWS, its client or a disk; None if it is another's."""
    return explained(error) or _of_disk(error) or _of_endpoint(error)


def explained(error: Exception) -> str | None:
    """What to say of an error of AWS or its client; None if it is another's."""
    if type(error).__module__.partition(".")[0] not in ("botocore", "boto3"):
        return None
    from botocore.exceptions import ClientError  # noqa: PLC0415 - only where boto3 is loaded anyway

    if isinstance(error, ClientError):
        return _of_client(error)
    if "Invalid bucket name" in str(error):
        return f"KABAR_INBOX can't be a bucket's name. {_LOCAL}."
    said = next((_BY_NAME[each.__name__] for each in type(error).__mro__ if each.__name__ in _BY_NAME), None)
    return f"{said} ({error})" if said else str(error)


def is_everybodys(error: Exception) -> bool:
    """Whether the next file would fail in the same way."""
    from botocore.exceptions import ClientError  # noqa: PLC0415

    if not isinstance(error, ClientError):
        return True
    return _code(error) in _EXPIRED | _UNKNOWN | _DENIED | {"NoSuchBucket"}


def _of_disk(error: Exception) -> str | None:
    """What to say of a file that can't be read or written; a reader of the output who has left is click's business."""
    if not isinstance(error, OSError) or error.errno in (None, errno.EPIPE):
        return None
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    return f"{name}: {error.strerror}" if name else str(error.strerror)


def _of_endpoint(error: Exception) -> str | None:
    if type(error) is ValueError and str(error).startswith("Invalid endpoint"):
        return f"AWS_ENDPOINT_URL is no web address. {_LOCAL}. ({error})"
    return None


def _of_client(error: "ClientError") -> str:
    code, details = _code(error), error.response["Error"]
    operation, message = error.operation_name, details.get("Message") or details.get("Code", "")
    if code in _EXPIRED:
        return f"The AWS session is over. {_LOG_IN}"
    if code in _UNKNOWN:
        return f"AWS doesn't know these credentials ({message}). {_LOG_IN}"
    if code in _DENIED:
        return f"These credentials don't allow {operation} ({message}). Ask whoever looks after the AWS account."
    if code == "NoSuchBucket" or (code == "404" and operation == "HeadBucket"):
        bucket = details.get("BucketName")
        there = f"There is no bucket {bucket}." if bucket else "There is no such bucket."
        return f"{there} Look at KABAR_INBOX, or name the stack with --stack. {_LOCAL}."
    return f"{operation}: {message} ({code})"


def _code(error: "ClientError") -> str:
    return str(error.response["Error"].get("Code", ""))
