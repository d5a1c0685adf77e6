import db from '@adonisjs/lucid/services/db'
import Host from '#models/availability/host'
import type Service from '#models/services/service'

const GIVEN = `(select json_agg(service_id) from service_hosts where host_id = hosts.id) as given`

/** To each service its hosts, who are read once however much they give; answers with all of them. */
export async function setHostsOf(
  businessId: number,
  services: readonly Service[]
): Promise<Host[]> {
  const hosts = await Host.query()
    .select('hosts.*', db.raw(GIVEN))
    .where({ businessId })
    .orderBy('position')
    .orderBy('id')
  for (const service of services) {
    const isTheirs = ({ $extras: { given } }: Host) => given?.includes(service.id) ?? false
    service.$setRelated('hosts', hosts.filter(isTheirs))
  }
  return hosts
}
