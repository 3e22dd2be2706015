/** A certificate for `localhost` that nobody vouches for, and its key: for tests that speak TLS with themselves. It opens nothing. */
export const selfSigned = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUOx8WbhNMPAVnwZE2II9cUutWk9owCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzIwNDAyN1oYDzIxMjYxMDMw
MjA0MDI3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARaapEP7EjNXwLvt0MCuETMJg2ff2n7Xrl70kjiElHD+y831hUIrmMm
sc6anpp9Z9gfkFQlfFS4CnHlMXa+n7uHo1MwUTAdBgNVHQ4EFgQUsckABULXHnUn
lWaS9YCObgreaKkwHwYDVR0jBBgwFoAUsckABULXHnUnlWaS9YCObgreaKkwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA1EpIA+1DwxW2raHuG2ts
OysS0iho7i6L15hDs94qnusCIQDV1HZuxDYs7nKwtp61QxPUrke154cSfkJ/zaSK
rrSmAQ==
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgm7R7pdXxzIRncACr
mGaiE+9pk8nR5FKtHv27cMjwC3KhRANCAARaapEP7EjNXwLvt0MCuETMJg2ff2n7
Xrl70kjiElHD+y831hUIrmMmsc6anpp9Z9gfkFQlfFS4CnHlMXa+n7uH
-----END PRIVATE KEY-----
`,
}
