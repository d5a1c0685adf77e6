import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import type Host from '#models/availability/host'

/** The person who is the key's member, unless another is named. */
export async function ownHost(
  { business, i18n, membership }: HttpContext,
  wanted: number | undefined
): Promise<Host> {
  const hosts = business.related('hosts').query().orderBy('position').orderBy('id')
  if (wanted === undefined) hosts.where('user_id', membership.userId)
  else hosts.where('id', wanted)
  const host = await hosts.first()
  if (host) return host
  const sentence = wanted === undefined ? 'api.no_own_host' : 'api.unknown_host'
  throw Refusal.ofField('host_id', 'unknown_host', i18n.t(sentence))
}
