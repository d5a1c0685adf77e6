interface Signed {
  signature: string
  /** As Twilio was given it, with its query. */
  url: string
  told: Record<string, string>
}

/** By the library's own check, of which only this part is loaded. */
export async function isSignedByTwilio(
  authToken: string,
  { signature, url, told }: Signed
): Promise<boolean> {
  const { validateRequest } = await import('twilio/lib/webhooks/webhooks.js')
  return validateRequest(authToken, signature, url, told)
}
