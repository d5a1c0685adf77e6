import { DateTime } from 'luxon'
import ApplyBookingTemplate from '#actions/links/apply_booking_template'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import SaveBookingLink from '#actions/links/save_booking_link'
import SaveBookingTemplate from '#actions/links/save_booking_template'
import type Host from '#models/availability/host'
import { byUser } from '#models/by'
import type Business from '#models/settings/business'
import type { ClientQuestion } from '#models/services/client_question'
import type Service from '#models/services/service'

const FIRST_LESSON: ClientQuestion[] = [
  {
    key: 'level',
    type: 'radio',
    label: 'How well do you swim?',
    help: null,
    isRequired: true,
    maxLength: null,
    options: ['Not yet', 'A length or two', 'With ease'],
  },
  {
    key: 'goal',
    type: 'long_text',
    label: 'What would you like to be able to do?',
    help: 'A sentence is enough.',
    isRequired: false,
    maxLength: 500,
    options: [],
  },
]

const POSTER = { name: 'Poster at the pool', weeklyLimit: 5 }

const RECIPIENTS = [
  { recipientName: 'Oliver Brandt', recipientEmail: 'oliver@example.com', isSeen: true },
  { recipientName: 'Nadia Rahman', recipientEmail: 'nadia@example.com', isSeen: false },
]

/** A shorter first lesson for readers of the newsletter, with a template's questions; and others. */
export async function createLinks(business: Business, lesson: Service, tom: Host) {
  const { userId } = await business.related('memberships').query().firstOrFail()
  const by = byUser(userId)
  const owner = { businessId: business.id, by }
  const template = await new SaveBookingTemplate().handle({
    ...owner,
    templateId: null,
    details: { name: 'First lesson', questions: FIRST_LESSON },
  })
  const saved = await new SaveBookingLink().handle({
    ...owner,
    serviceId: lesson.id,
    linkId: null,
    details: { name: 'Newsletter', durationMinutes: 30, slotIntervalMinutes: 30, dailyLimit: 2 },
    hostIds: [],
  })
  if (template.outcome !== 'saved' || saved.outcome !== 'saved') {
    throw new Error(`The demo link was not made: ${template.outcome}, ${saved.outcome}`)
  }
  const copy = { templateId: template.template.id, to: { linkId: saved.link.id } }
  await new ApplyBookingTemplate().handle({ ...owner, ...copy })
  const poster = { serviceId: lesson.id, linkId: null, details: POSTER, hostIds: [tom.id] }
  await new SaveBookingLink().handle({ ...owner, ...poster })
  for (const { isSeen, ...recipient } of RECIPIENTS) {
    const expiresAt = DateTime.utc().plus({ days: 12 })
    const made = await new CreateOneTimeLink().handle({
      ...{ ...owner, serviceId: lesson.id, linkId: null, isSent: true },
      details: { ...recipient, expiresAt },
    })
    if (made.outcome !== 'created') throw new Error(`The demo one-time link is ${made.outcome}`)
    if (isSeen) await made.oneTime.merge({ openedAt: DateTime.utc(), viewCount: 2 }).save()
  }
}
