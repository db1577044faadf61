"""The composition root: from the environment to wired services, one module for each Lambda function."""
