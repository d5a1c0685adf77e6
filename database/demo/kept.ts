import { DateTime } from 'luxon'
import BlockTime from '#actions/availability/block_time'
import NoteClient from '#actions/clients/note_client'
import TagClient from '#actions/clients/tag_client'
import type Host from '#models/availability/host'
import { byUser } from '#models/by'
import Client from '#models/clients/client'
import type Business from '#models/settings/business'

/** What the business keeps to itself: notes and tags of a client, and an afternoon away. */
export async function createKept(business: Business, host: Host): Promise<void> {
  const { id: businessId, timeZone } = business
  const { userId } = await business.related('memberships').query().firstOrFail()
  const by = byUser(userId)
  const ines = await Client.query().where({ businessId, name: 'Ines Duarte' }).firstOrFail()
  await ines.merge({ notes: 'Rafael is seven. Let him look at the water first.' }).save()
  for (const tag of ['Child', 'Nervous']) {
    await new TagClient().handle({ businessId, clientId: ines.id, tag, isKept: true, by })
  }
  const body = 'Rang to say that Rafael has his own goggles now.'
  await new NoteClient().handle({ businessId, clientId: ines.id, body, by })

  const week = DateTime.now().setZone(timeZone).plus({ weeks: 1 }).startOf('week')
  const date = week.plus({ days: 1 }).toFormat('yyyy-MM-dd')
  await new BlockTime().handle({
    ...{ businessId, by, hostIds: [host.id], reason: 'Dentist', shown: null },
    dates: {
      ...{ firstDate: date, lastDate: date, weeklyDays: null, skippedDates: [] },
      ...{ start: '14:00', end: '16:00' },
    },
  })
}
