import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { planHost } from '#models/services/service_team'
import { keptServices } from '#queries/services/kept_services'

interface Asked {
  service_id: number
  host_id?: number | null
}

/** Of a session that is planned: nobody has to be named where one person alone gives it. */
export async function whoGives({ business, i18n }: HttpContext, asked: Asked) {
  const service = await keptServices(business.id)
    .where('services.id', asked.service_id)
    .preload('hosts', (hosts) => hosts.orderBy('position').orderBy('hosts.id'))
    .first()
  if (!service) {
    throw Refusal.ofField('service_id', 'unknown_service', i18n.t('api.unknown_service'))
  }
  const only = service.hosts.length === 1 ? service.hosts[0].id : undefined
  const host = planHost(service, asked.host_id ?? only)
  if (!host) throw Refusal.ofField('host_id', 'unknown_host', i18n.t('api.unknown_host'))
  return { service, host }
}

export function notShared({ i18n }: HttpContext): Refusal {
  return Refusal.ofField('service_id', 'not_shared', i18n.t('api.not_shared'))
}
