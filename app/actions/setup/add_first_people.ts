import AddHost from '#actions/people/add_host'
import Invite from '#actions/people/invite'
import { settleStop } from '#steps'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { inTransaction } from '#transactions'

export interface FirstPerson {
  name: string
  /** Where they are to be invited. */
  email: string | null
}

interface FirstPeople {
  businessId: number
  people: FirstPerson[]
  by: By
}

/** They give every service but what rooms are booked for by themselves, at the hours of whoever was there first; one who is there already is left out. */
export default class AddFirstPeople {
  async handle({ businessId, people, by }: FirstPeople): Promise<void> {
    const business = await Business.query()
      .where('id', businessId)
      .preload('hosts', (hosts) => hosts.orderBy('position').orderBy('id'))
      .preload('services', (services) =>
        services
          .where('hostMode', 'any')
          .where((given) =>
            given.whereHas('hosts', (hosts) => hosts.where('kind', 'person')).orDoesntHave('hosts')
          )
      )
      .firstOrFail()
    const { timeZone, hosts, services } = business
    const first = hosts.find(({ kind }) => kind === 'person')
    const known = new Set(hosts.map(({ name }) => name))
    for (const { name, email } of people.filter((person) => !known.has(person.name))) {
      const host = await new AddHost().handle({
        ...{ businessId, name, timeZone, by, hoursOf: first?.id },
        serviceIds: services.map(({ id }) => id),
      })
      if (email === null) continue
      const invited = { businessId, fullName: name, email, hostId: host.id, by }
      await new Invite().handle({ ...invited, role: 'staff' })
    }
    await inTransaction((trx) => settleStop(trx, businessId, 'people'))
  }
}
