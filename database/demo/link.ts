import ApplyBookingTemplate from '#actions/links/apply_booking_template'
import SaveBookingLink from '#actions/links/save_booking_link'
import SaveBookingTemplate from '#actions/links/save_booking_template'
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

/** A shorter first lesson for readers of the newsletter, with the questions of a template. */
export async function createLink(business: Business, lesson: Service) {
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
}
