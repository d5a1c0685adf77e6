import type Business from '#models/settings/business'

export async function hostNamesById(business: Business): Promise<Map<number, string>> {
  const hosts = await business.related('hosts').query().select('id', 'name')
  return new Map(hosts.map(({ id, name }) => [id, name]))
}
