import { createHash, randomBytes } from 'node:crypto'
import addresses from '#config/calendar_addresses'
import calendars from '#config/calendars'
import {
  type CalendarAccess,
  type CalendarSecrets,
  CalendarTrouble,
} from '#services/calendars/calendar_provider'
import { askJson, type JsonAnswer } from './ask_json.js'

export const OAUTH_PROVIDERS = ['google', 'outlook'] as const
export type OauthProvider = (typeof OAUTH_PROVIDERS)[number]

type OauthSecrets = Extract<CalendarSecrets, { kind: 'oauth' }>

/** Kept in the browser's session until its answer comes back: state and verifier (RFC 7636). */
export interface ConsentProof {
  state: string
  verifier: string
}

export interface ConsentAnswer {
  code: string
  verifier: string
  redirectAddress: string
}

export interface Consent {
  secrets: OauthSecrets
  /** Whether the people of the account may be used as well. */
  hasContacts: boolean
  /** The mail address of who consented, where the provider tells it. */
  account: string | null
}

/** A token is not used in its last minute. */
const LEEWAY_MS = 60_000

const SCOPES = {
  google: [
    ...['openid', 'email'],
    'https://www.googleapis.com/auth/calendar.events',
    'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
  ],
  outlook: ['openid', 'email', 'offline_access', 'https://graph.microsoft.com/Calendars.ReadWrite'],
}

/** Asked for only where its owner wants the people of the account used. */
const CONTACTS_SCOPES = {
  google: 'https://www.googleapis.com/auth/contacts',
  outlook: 'https://graph.microsoft.com/Contacts.ReadWrite',
}

/** Whether this installation has keys for it. */
export function isProviderSetUp(provider: OauthProvider): boolean {
  return keysFor(provider) !== null
}

export function newConsentProof(): ConsentProof {
  return { state: secret(), verifier: secret() }
}

/** Where a person says yes; null where the provider is not set up here. */
export function consentAddress(
  provider: OauthProvider,
  { state, verifier }: ConsentProof,
  redirectAddress: string,
  asksContacts = false
): string | null {
  const keys = keysFor(provider)
  if (!keys) return null
  const url = new URL(
    provider === 'google' ? addresses.google.consent : microsoftAddress('authorize')
  )
  const scopes = [...SCOPES[provider], ...(asksContacts ? [CONTACTS_SCOPES[provider]] : [])]
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  url.search = new URLSearchParams({
    client_id: keys.clientId,
    redirect_uri: redirectAddress,
    response_type: 'code',
    response_mode: 'query',
    scope: scopes.join(' '),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    // Without these Google gives what renews a token only the first time.
    ...(provider === 'google'
      ? { access_type: 'offline', prompt: 'consent' }
      : { prompt: 'select_account' }),
  }).toString()
  return url.href
}

export async function exchangeCode(
  provider: OauthProvider,
  { code, verifier, redirectAddress }: ConsentAnswer,
  now: number
): Promise<Consent> {
  const answer = await askToken(provider, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectAddress,
  })
  const granted = String(answer.body.scope ?? '').toLowerCase()
  const isEnough = granted.includes(
    provider === 'google' ? 'calendar.events' : 'calendars.readwrite'
  )
  const secrets = secretsFrom(answer, null, now)
  if (!isEnough || !secrets) throw new CalendarTrouble('refused', { status: answer.status })
  const hasContacts = granted.includes(
    provider === 'google' ? 'auth/contacts' : 'contacts.readwrite'
  )
  return { secrets, hasContacts, account: accountIn(answer.body.id_token) }
}

const renewing = new Map<string, Promise<OauthSecrets>>()

/** A token that still holds; one that runs out is renewed, by one call for all that need it. */
export async function accessTokenOf(
  provider: OauthProvider,
  access: CalendarAccess,
  now: number
): Promise<string> {
  const secrets = oauthSecretsOf(access)
  return secrets.expiresAt - LEEWAY_MS > now
    ? secrets.accessToken
    : renewedToken(provider, access, now)
}

export async function renewedToken(
  provider: OauthProvider,
  access: CalendarAccess,
  now: number
): Promise<string> {
  const { refreshToken } = oauthSecretsOf(access)
  const under = renewing.get(refreshToken) ?? renew(provider, access, now)
  renewing.set(refreshToken, under)
  try {
    access.secrets = await under
    return (access.secrets as OauthSecrets).accessToken
  } finally {
    renewing.delete(refreshToken)
  }
}

/** Microsoft has no way to give it back: its owner removes it at account.microsoft.com. */
export async function revokeAccess(provider: OauthProvider, access: CalendarAccess): Promise<void> {
  if (provider !== 'google') return
  const { refreshToken } = oauthSecretsOf(access)
  const body = new URLSearchParams({ token: refreshToken })
  const { signal } = access
  const answer = await askJson(addresses.google.revoke, { method: 'POST', body, signal })
  // What is not valid any more needs no revoking.
  if (answer.status !== 200 && answer.status !== 400) throwTrouble(answer)
}

async function renew(
  provider: OauthProvider,
  access: CalendarAccess,
  now: number
): Promise<OauthSecrets> {
  const { refreshToken } = oauthSecretsOf(access)
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const answer = await askToken(provider, fields, access.signal)
  const secrets = secretsFrom(answer, refreshToken, now)
  if (!secrets) throw new CalendarTrouble('unreadable')
  await access.keep(secrets)
  return secrets
}

async function askToken(
  provider: OauthProvider,
  fields: Record<string, string>,
  signal?: AbortSignal
): Promise<JsonAnswer> {
  const keys = keysFor(provider)
  if (!keys) throw new CalendarTrouble('refused')
  const url = provider === 'google' ? addresses.google.token : microsoftAddress('token')
  const client = { client_id: keys.clientId, client_secret: keys.clientSecret }
  const body = new URLSearchParams({ ...fields, ...client })
  const answer = await askJson(url, { method: 'POST', body, signal })
  if (answer.status !== 200) throwTrouble(answer)
  return answer
}

/** RFC 6749, 5.2: consent that was taken back, or a code that was used before, is `invalid_grant`. */
function throwTrouble({ status, body, retryAfterSeconds }: JsonAnswer): never {
  const lost = ['invalid_grant', 'interaction_required', 'consent_required', 'login_required']
  if (lost.includes(String(body.error))) throw new CalendarTrouble('access_lost', { status })
  if (status === 429) throw new CalendarTrouble('limited', { status, retryAfterSeconds })
  throw new CalendarTrouble(status >= 500 ? 'unreachable' : 'refused', { status })
}

/** Microsoft gives another token for renewing each time, Google only the first time. */
function secretsFrom(
  { body }: JsonAnswer,
  refreshToken: string | null,
  now: number
): OauthSecrets | null {
  const { access_token: accessToken, expires_in: seconds, refresh_token: given } = body
  const renewedBy = typeof given === 'string' ? given : refreshToken
  if (typeof accessToken !== 'string' || renewedBy === null) return null
  const expiresAt = now + (Number(seconds) || 0) * 1_000
  return { kind: 'oauth', accessToken, refreshToken: renewedBy, expiresAt }
}

/** Straight from the provider, so its signature needs no check (OpenID Connect Core, 3.1.3.7). */
function accountIn(idToken: unknown): string | null {
  const [, claims] = typeof idToken === 'string' ? idToken.split('.') : []
  if (!claims) return null
  try {
    const said: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))
    const { email, preferred_username: name } = said as Record<string, unknown>
    const account = email ?? name
    return typeof account === 'string' ? account : null
  } catch {
    return null
  }
}

function oauthSecretsOf({ secrets }: CalendarAccess): OauthSecrets {
  if (secrets.kind !== 'oauth') throw new CalendarTrouble('access_lost')
  return secrets
}

function keysFor(provider: OauthProvider) {
  return provider === 'google' ? calendars.google : calendars.microsoft
}

function microsoftAddress(last: string): string {
  const { login } = addresses.microsoft
  return `${login}${encodeURIComponent(calendars.microsoftTenant)}/oauth2/v2.0/${last}`
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}
