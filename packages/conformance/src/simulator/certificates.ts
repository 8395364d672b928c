/**
 * Certificates for tests on loopback, valid from 2020 to 2120 but for the expired one, made once with
 * openssl (EC P-256). Kept without PEM armour, because scanners take armoured keys for real ones.
 */

/** What a TLS server needs. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const CA_CERT = [
  "MIIBbTCCAROgAwIBAgIBATAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJnNGYgdGVzdCBhdXRob3JpdHkwIBcNMjAwMTAxMDAw",
  "MDAwWhgPMjEyMDAxMDEwMDAwMDBaMB0xGzAZBgNVBAMMEmc0ZiB0ZXN0IGF1dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49",
  "AwEHA0IABMGaw7had3T52YHZatNvm+/Ad1I5Ukb58UVhG3N+t9vmu7kM0ASjjChlhPuqqUdi9R7Dv5taNg1JzHSXJrk1f4Kj",
  "QjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBT7w6B2p/Ad7XH8WpNJ11PBK0T2SDAKBggq",
  "hkjOPQQDAgNIADBFAiBzQBD4L6/DisCPOtm9zNOOaVG7rmNgf8srTdPMPwLyfwIhAJ6axCsR97MqaulZZx1uZrkcNClfw1p4",
  "mkUDv1dbxUJ9",
].join("");
const VALID_CERT = [
  "MIIBvTCCAWOgAwIBAgIBAjAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJnNGYgdGVzdCBhdXRob3JpdHkwIBcNMjUwMTAxMDAw",
  "MDAwWhgPMjEyMDAxMDEwMDAwMDBaMBAxDjAMBgNVBAMMBXZhbGlkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgZr0/Rlb",
  "g99KIFwY/66t8Ak3QERNuEVSQwvHgxqptNtU1fgWxYXu066SqIn3P5xjtNAY5Qn1XzOzCQr9CpWBAKOBnjCBmzAJBgNVHRME",
  "AjAAMAsGA1UdDwQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDATAsBgNVHREEJTAjgglsb2NhbGhvc3SHBH8AAAGHEAAAAAAA",
  "AAAAAAAAAAAAAAEwHQYDVR0OBBYEFE8MmTQdrS1U3LYa4Rb0FDMmKkKzMB8GA1UdIwQYMBaAFPvDoHan8B3tcfxak0nXU8Er",
  "RPZIMAoGCCqGSM49BAMCA0gAMEUCIQDEsy3YmkNxb7fwkt2hNXd1XNU4JkKXd088JWXS0h9gYAIgWyfrqBp8pPeZSiRCpsdM",
  "dcK0FblG7H6mJj9gRJMCHtw=",
].join("");
const VALID_KEY = [
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNJK6wL4ERLMMWUKMFMbo4n1IOutAcjZqdfrxRzDZ8huhRANC",
  "AASBmvT9GVuD30ogXBj/rq3wCTdARE24RVJDC8eDGqm021TV+BbFhe7TrpKoifc/nGO00BjlCfVfM7MJCv0KlYEA",
].join("");
const EXPIRED_CERT = [
  "MIIBqzCCAVGgAwIBAgIBAzAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJnNGYgdGVzdCBhdXRob3JpdHkwHhcNMjAwMTAxMDAw",
  "MDAwWhcNMjEwMTAxMDAwMDAwWjASMRAwDgYDVQQDDAdleHBpcmVkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE33ujYOvb",
  "ybDtGNolJeP/ybtxmB0FQVLK0+F8IDEEqvWuAfoQ2F0vAZ/NTEqd7rMtFhajtBoJVqfz22l0sRanMKOBjDCBiTAJBgNVHRME",
  "AjAAMAsGA1UdDwQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDATAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0O",
  "BBYEFLwGMWaa11k45mXyU6zDYrWM1mojMB8GA1UdIwQYMBaAFPvDoHan8B3tcfxak0nXU8ErRPZIMAoGCCqGSM49BAMCA0gA",
  "MEUCIQD3af6aB/QFYVcKfQjsetWPJ4Hkof0lEBSBbYgNeUiikQIgRmuXSoFrRt7PgzvZu9IJGUNsd6c4aaApw7Ye/RfsMRc=",
].join("");
const EXPIRED_KEY = [
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/mowkrKQhB2rHG3vwJUPDx7qoMu8khoXef1fQKNwDr6hRANC",
  "AATfe6Ng69vJsO0Y2iUl4//Ju3GYHQVBUsrT4XwgMQSq9a4B+hDYXS8Bn81MSp3usy0WFqO0GglWp/PbaXSxFqcw",
].join("");
const ELSEWHERE_CERT = [
  "MIIBrjCCAVSgAwIBAgIBBDAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJnNGYgdGVzdCBhdXRob3JpdHkwIBcNMjUwMTAxMDAw",
  "MDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWVsc2V3aGVyZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLbN",
  "ibDHmKvm9rV2S/2LDsdKUKaHjmluer33aVSuIF6/rQzztZcHUu5W9P1X6Xs2Dw0X5S40bnV6bnTjAGMuBfmjgYswgYgwCQYD",
  "VR0TBAIwADALBgNVHQ8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwEwGQYDVR0RBBIwEIIOZWxzZXdoZXJlLnRlc3QwHQYD",
  "VR0OBBYEFEiMyuUr2QmwtiVPKxoKVO5KCwJDMB8GA1UdIwQYMBaAFPvDoHan8B3tcfxak0nXU8ErRPZIMAoGCCqGSM49BAMC",
  "A0gAMEUCIQD0agtqBl0k1VqqXptZSpVNdYi3sTH7eDOb22sBWOuafAIgCpyoIzUFBgI9er9JfxK85GG3zaZt7tUCYzCVGuC8",
  "HS0=",
].join("");
const ELSEWHERE_KEY = [
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxCcdIwnDrymHHSfVuU6FBSEmI0o1ttVXnab/6zBWCdehRANC",
  "AAS2zYmwx5ir5va1dkv9iw7HSlCmh45pbnq992lUriBev60M87WXB1LuVvT9V+l7Ng8NF+UuNG51em504wBjLgX5",
].join("");
const SELF_CERT = [
  "MIIBYjCCAQegAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEy",
  "MDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCnmtpkZpFQnKoyp",
  "2i0PJUpQrSD8a7t792Z6aam+Kzv+Lm+esYFZo9l945Do6x1bdsiWKQjyHSk2L+z2cbj9Y6qjSDBGMAkGA1UdEwQCMAAwGgYD",
  "VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMB0GA1UdDgQWBBSN2QUuEKxjTF6fvlMaOBw5WXjyfTAKBggqhkjOPQQDAgNJADBG",
  "AiEAkuREz3W0F//4T1Q8dr5Xp9BlwWl5l0/m7w4Mm4OVxVUCIQCspSrPUwJbrNmxK1wwNOXfMtXC28sLC//6I5sBw/iBMw==",
].join("");
const SELF_KEY = [
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghy3urOKfHICnYZzGV4Sbs89oMffF1kaiOaiFLC87FxihRANC",
  "AAQp5raZGaRUJyqMqdotDyVKUK0g/Gu7e/dmemmpvis7/i5vnrGBWaPZfeOQ6OsdW3bIlikI8h0pNi/s9nG4/WOq",
].join("");

/** The authority that signed all but {@link selfSigned}; goes into `tls.ca`. */
export const testAuthority: string = pem("CERTIFICATE", CA_CERT);
/** For localhost, 127.0.0.1 and ::1. */
export const validLeaf: Certificate = pair(VALID_CERT, VALID_KEY);
/** For localhost and 127.0.0.1, expired in 2021. */
export const expiredLeaf: Certificate = pair(EXPIRED_CERT, EXPIRED_KEY);
/** For elsewhere.test only. */
export const wrongNameLeaf: Certificate = pair(ELSEWHERE_CERT, ELSEWHERE_KEY);
/** For localhost and 127.0.0.1, signed by itself. */
export const selfSigned: Certificate = pair(SELF_CERT, SELF_KEY);

function pair(cert: string, key: string): Certificate {
  return { cert: pem("CERTIFICATE", cert), key: pem("PRIVATE KEY", key) };
}

function pem(label: string, base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
