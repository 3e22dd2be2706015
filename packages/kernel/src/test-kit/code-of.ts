import { Secret, TOTP } from 'otpauth'

/** What an authenticator app with this secret shows at this time (milliseconds). */
export const codeOf = (secret: string, timestamp: number): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp })
