import type Business from '#models/settings/business'
import { peopleOf } from '#queries/accounts/people_of'

type Names = ReadonlyMap<number, string>

export interface HistoryNames {
  hosts: Names
  services: Names
  users: Names
}

/** The audit keeps ids alone: whose they are now. */
export async function historyNames(business: Business): Promise<HistoryNames> {
  const hosts = await business.related('hosts').query().select('id', 'name')
  const services = await business.related('services').query().select('id', 'name')
  return {
    hosts: namesOf(hosts),
    services: namesOf(services),
    users: namesOf(await peopleOf(business)),
  }
}

function namesOf(rows: { id: number; name: string }[]): Names {
  return new Map(rows.map(({ id, name }) => [id, name]))
}
