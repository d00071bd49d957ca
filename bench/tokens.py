#!/usr/bin/env python3
"""Signs a token for each user: reads lines of user id, tab, anything; writes lines of token, tab, the same.

The HS256 secret comes from JWT_SECRET, so that it is in no process list.
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import time

LIFETIME_SECONDS = 6 * 3600


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def sign(secret, claims):
    signed = b".".join(base64url(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return (signed + b"." + base64url(hmac.digest(secret, signed, hashlib.sha256))).decode()


def main():
    secret, now = os.environ["JWT_SECRET"].encode(), int(time.time())
    for line in sys.stdin:
        user, rest = line.rstrip("\n").split("\t", 1)
        print(sign(secret, {"sub": user, "iat": now, "exp": now + LIFETIME_SECONDS}), rest, sep="\t")


if __name__ == "__main__":
    main()
