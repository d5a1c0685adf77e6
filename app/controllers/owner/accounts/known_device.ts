import type { HttpContext } from '@adonisjs/core/http'
import { cookiePrefix } from '#config/session'
import { newSecretToken } from '#models/tokens/secret_token'

const COOKIE = `${cookiePrefix}bellhop-device`
const MOST_ACCOUNTS = 5

interface Device {
  id: string
  /** As the log and the counts name them; the last one first. */
  accounts: string[]
}

/** Tries from a known browser are counted apart, so a stranger's guesses do not delay its owner. */
export function knownDevice({ request }: HttpContext, account: string): string | null {
  const device = deviceIn(request)
  return device?.accounts.includes(account) ? device.id : null
}

export function rememberDevice({ request, response }: HttpContext, account: string): void {
  const { id, accounts } = deviceIn(request) ?? { id: newSecretToken(), accounts: [] }
  const others = accounts.filter((other) => other !== account)
  const device: Device = { id, accounts: [account, ...others].slice(0, MOST_ACCOUNTS) }
  response.encryptedCookie(COOKIE, device, { maxAge: '365d' })
}

function deviceIn(request: HttpContext['request']): Device | null {
  const device = request.encryptedCookie(COOKIE) as Partial<Device> | null | undefined
  if (!device || typeof device.id !== 'string' || !Array.isArray(device.accounts)) return null
  return { id: device.id, accounts: device.accounts }
}
