import { codeOf, finding, type Finding, type FindingMore } from '#services/doctor/finding'
import { isOnInternet } from '#services/public_address'

export interface SiteSettings {
  url: string
  /** What this deployment says at its address, and no other. */
  mark: string
  timeoutMs: number
}

/** Whether people who follow our links come here, and nobody reads along. */
export async function checkSite(site: SiteSettings, ask = fetch): Promise<Finding> {
  const { url, mark, timeoutMs } = site
  const values = { url }
  try {
    const answer = await ask(`${url}/health/live`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const target = answer.headers.get('location')
    if (target) return of('bad', 'address_redirects', { values: { url, target: originOf(target) } })
    const said: unknown = await answer.json().catch(() => null)
    if (markIn(said) !== mark) {
      return of('bad', 'address_elsewhere', { values, detail: `HTTP ${answer.status}` })
    }
  } catch (error) {
    const code = codeOf(error)
    const found = /CERT|SIGNATURE/.test(code) ? 'address_certificate' : 'address_away'
    return of('bad', found, { values, detail: code })
  }
  if (!isOnInternet(url)) return of('note', 'address_local', { values })
  if (!url.startsWith('https:')) return of('bad', 'address_insecure', { values })
  return of('good', 'address_ready', { values })
}

function of(state: Finding['state'], found: string, more: FindingMore): Finding {
  return finding('address', state, found, more)
}

function originOf(target: string): string {
  return URL.canParse(target) ? new URL(target).origin : target
}

function markIn(said: unknown): unknown {
  return typeof said === 'object' && said !== null && 'deployment' in said ? said.deployment : null
}
