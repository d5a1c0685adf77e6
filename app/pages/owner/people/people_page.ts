import type Membership from '#models/accounts/membership'
import type Host from '#models/availability/host'
import type Business from '#models/settings/business'
import { membersOf } from '#queries/people/members'

export async function peoplePage(business: Business) {
  const members = await membersOf(business.id)
  const hosts = await business
    .related('hosts')
    .query()
    .preload('availabilityRules')
    .preload('services', (services) => services.orderBy('position').orderBy('id'))
    .orderBy('is_active', 'desc')
    .orderBy('position')
    .orderBy('id')
  const shown = hosts.map((host) => ({ host, ...whoSignsIn(host, members) }))
  const booked = new Set(hosts.map(({ userId }) => userId))
  return {
    people: shown.filter(({ host }) => host.kind === 'person'),
    rooms: shown.filter(({ host }) => host.kind === 'room'),
    others: members.filter(({ userId }) => !booked.has(userId)),
  }
}

function whoSignsIn(host: Host, members: Membership[]) {
  return {
    week: host.availabilityRules.map(({ range }) => range),
    member: members.find(({ userId }) => userId === host.userId) ?? null,
  }
}
