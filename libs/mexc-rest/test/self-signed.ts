/** A certificate for localhost and its key, for tests only: it is public, and nobody trusts it. */
export const selfSigned = {
  key:
    '-----BEGIN PRIVATE KEY-----\n' +
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvWpADIBExe4svTnI\n' +
    'FX0URDSTQiBlPnl9Uqr601BlaS6hRANCAAQisQn1PK/7pkyebWDFnwPxIRSnFxvh\n' +
    'BLeyiR4tkGuYoL4rPbILh89yl/UQ+9lUFb3yohb/e+7VZlpNrNRCpZsh\n' +
    '-----END PRIVATE KEY-----\n',
  cert:
    '-----BEGIN CERTIFICATE-----\n' +
    'MIIBmzCCAUGgAwIBAgIUOlNFzVZf+PXHJnuuTWK605oQHTkwCgYIKoZIzj0EAwIw\n' +
    'FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE0MzgzNVoYDzIxMjYxMDI5\n' +
    'MTQzODM1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n' +
    'PQMBBwNCAAQisQn1PK/7pkyebWDFnwPxIRSnFxvhBLeyiR4tkGuYoL4rPbILh89y\n' +
    'l/UQ+9lUFb3yohb/e+7VZlpNrNRCpZsho28wbTAdBgNVHQ4EFgQUXB40qOCYuLjq\n' +
    'Ks4JjxmE8zSBeTswHwYDVR0jBBgwFoAUXB40qOCYuLjqKs4JjxmE8zSBeTswDwYD\n' +
    'VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI\n' +
    'zj0EAwIDSAAwRQIgOgRiV3FJYKv0djbVaX9ejr1Gjf8VkSmrtSevrdwNBU8CIQCs\n' +
    'Y2cXZJdm9hzqkche6fa7iK8N3OLx9LpOppb/vFLgUQ==\n' +
    '-----END CERTIFICATE-----\n',
};
