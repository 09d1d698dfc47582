"""Django's settings. What differs from one installation to another is in ``environment``."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE

from jalon.web.accounts.federation import FEDERATIONS, federation_apps, federation_settings
from jalon.web.environment import database, environment, mail, secret_key

_HERE = environment()
_ROOM = Path(__file__).parent

SECRET_KEY = secret_key(_HERE.site)
DEBUG = False
ALLOWED_HOSTS = list(_HERE.hosts)
ROOT_URLCONF = "jalon.web.urls"
WSGI_APPLICATION = "jalon.web.wsgi.application"
DATABASES = {"default": database(_HERE.database, _HERE.site)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
APPEND_SLASH = True

INSTALLED_APPS = [
    "jalon.web.accounts",
    "jalon.web.jobs",
    "jalon.web.journal",
    "jalon.web.members",
    "jalon.web.site",
    "jalon.web.figures",
    "jalon.web.campaigns",
    "jalon.web.contract",
    "jalon.web.catalogue",
    "jalon.web.api",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *federation_apps(),
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jalon.web.site.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jalon.web.accounts.sessions.Sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jalon.web.site.doorkeeper.Rights",
    "jalon.web.accounts.secondfactor.AskSecondFactor",
    "jalon.web.site.problems.Problems",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_ROOM / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jalon.web.site.frame.frame",
            ],
            "builtins": ["jalon.web.site.templatetags.words"],
        },
    },
]

# Languages: what Jalon says is written in both languages where it is said; Django and allauth bring theirs.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "jalon_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = _HERE.site / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [_ROOM / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "jalon.web.site.assets.Assets"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = _HERE.site / "media"
UPLOADS = _HERE.site / "uploads"
UPLOAD_LIMIT = 2 * 1024**3
"""Bytes of one file: above it, a folder that is watched or a database serves better than a browser."""
UPLOADS.mkdir(parents=True, exist_ok=True, mode=0o700)
FILE_UPLOAD_HANDLERS = ["jalon.web.campaigns.receiving.Streamed"]
FILE_UPLOAD_TEMP_DIR = UPLOADS
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024**2
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Sessions and transport (OWASP ASVS 3.x)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HERE.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # see accounts.sessions, which also looks at idle ones
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "jalon.web.site.problems.csrf_failed"
SECURE_SSL_REDIRECT = _HERE.https
SECURE_HSTS_SECONDS = 31_536_000 if _HERE.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HERE.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HERE.proxies else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Drawings and tables carry measures (a width, a number of columns) in attributes; no element does.
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that signs in through a federation is sent on to it.
        "form-action": [SELF, *FEDERATIONS.origins],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# Accounts
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "jalon.web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = _HERE.proxies
MFA_ADAPTER = "jalon.web.accounts.adapter.SecondFactorAdapter"
# An administrator gave the account its address: nobody can have taken somebody else's.
MFA_ALLOW_UNVERIFIED_EMAIL = True
PASSWORD_RESET_TIMEOUT = 3 * 86_400
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Jalon"
SOCIALACCOUNT_ADAPTER = "jalon.web.accounts.adapter.FederationAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SILENCED_SYSTEM_CHECKS: list[str] = []
globals().update(federation_settings())

# Jobs and what several processes must count together: both are in the database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}

# Letters
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _HERE.sender
globals().update(mail(_HERE.mail, _HERE.site / "letters"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"jalon.access": {"level": "INFO"}},
}
