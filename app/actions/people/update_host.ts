import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changeWords, closeAsEveryone, type Reworded, type Rewritten } from '#steps'
import { changesOf, contentBefore } from '#history'
import Host, { type HostKind } from '#models/availability/host'
import type { By } from '#models/by'
import type { RulesAt } from '#scheduling/rules/rules'
import { lockRowOrFail } from '#transactions'

export interface HostDetails extends RulesAt<'host'> {
  kind?: HostKind
  name: string
  meetingLink?: string | null
  /** Changes which hours are meant; what is booked stays at its moment. */
  timeZone: string
}

interface Update {
  businessId: number
  hostId: number
  details: HostDetails
  /** `versionOf` the host that the form was made from; null saves anyway. */
  version: string | null
  /** Undefined asks first. */
  tellsBooked?: boolean
  by: By
}

export type HostUpdate = Rewritten<never>

export default class UpdateHost {
  handle(update: Update): Promise<HostUpdate> {
    const { businessId, hostId: id, details } = update
    return changeWords<never>(update, async (trx) => {
      const host = await lockRowOrFail(trx, Host, { businessId, id })
      return {
        row: host,
        shown: [host.content],
        change: () => changesOf(host.merge(details)),
        reworded: () => hostReworded(host),
        write: async ({ isActive }) => {
          await host.save()
          if (!isActive || !host.isActive) return
          await restartRoundRobin(trx, id)
          await closeAsEveryone(trx, host)
        },
        action: 'host.updated',
        subjectType: 'host',
        before: contentBefore(host),
      }
    })
  }
}

function hostReworded(host: Host): Reworded {
  const { businessId, id, name, meetingLink } = host
  const hosts = { [id]: name }
  return {
    ...{ businessId, hostId: id, all: 'name' in host.$dirty ? { hosts } : {} },
    online: 'meetingLink' in host.$dirty ? { locationDetails: meetingLink } : {},
  }
}

/** A host who comes back starts even with the others, as a new one does. */
async function restartRoundRobin(trx: Transaction, hostId: number): Promise<void> {
  await trx
    .from('service_hosts')
    .where('host_id', hostId)
    .update({ joined_at: trx.raw('clock_timestamp()') })
}
