"""An OpenID Connect provider of tests: discovery, keys, and a token that it signs."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "jalon", "secret-of-tests"


@dataclass
class Provider:
    """What it says of whoever comes."""

    address: str = ""
    claims: dict[str, object] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    signs_with: rsa.RSAPrivateKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, query: dict[str, str]) -> str:
        """Somebody signed in there: where their browser is sent back."""
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, object]:
        """The token for a code that was given, once, to who began."""
        asked = self.codes.pop(form["code"])
        made = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        assert made.rstrip(b"=").decode() == asked["code_challenge"]
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        if "nonce" in asked:
            claims["nonce"] = asked["nonce"]
        signed = jwt.encode(claims, self.signs_with or self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "access", "token_type": "Bearer", "id_token": signed, "expires_in": 60}

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, object]:
        mine = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**mine, "kid": "one", "alg": "RS256", "use": "sig"}]}


@contextmanager
def provider() -> Iterator[Provider]:
    """One that answers on this machine."""
    made = Provider()

    class Answers(BaseHTTPRequestHandler):
        def _send(self, told: object) -> None:
            body = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            pages = {
                "/.well-known/openid-configuration": made.configuration,
                "/keys": made.keys,
                "/userinfo": lambda: made.claims,
            }
            self._send(pages[urlsplit(self.path).path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(made.token({name: values[0] for name, values in parse_qs(body).items()}))

        def log_message(self, *_: object) -> None:
            """Nothing is printed for each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
