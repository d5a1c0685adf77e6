import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import type { PageService } from '#queries/pages/find_business_page'

/** The host that is wanted, null for anyone. */
export function wantedHost(
  { i18n }: HttpContext,
  { hosts }: Pick<PageService, 'hosts'>,
  hostId: number | null | undefined
): number | null {
  if (hostId === null || hostId === undefined) return null
  if (hosts.some(({ id }) => id === hostId)) return hostId
  throw Refusal.ofField('host_id', 'unknown_host', i18n.t('api.unknown_host'))
}
