"""The page's own content security policy, which narrows that of the headers."""


def page_policy(picture_hosts: tuple[str, ...]) -> str:
    """Pictures from the site itself and from these hosts alone; `data:` is for what stands in for a picture to come.

    The headers are the same for every publication of the template: they allow pictures from any host over TLS.
    """
    return " ".join(("img-src 'self' data:", *(f"https://{host}" for host in picture_hosts)))
