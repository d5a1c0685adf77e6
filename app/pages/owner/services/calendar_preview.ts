import { EVENT_VARIABLES, eventValues, wordEvent, wordTitle } from '#formats/bookings/event_wording'
import { unknownVariables } from '#formats/words/variables'
import { offeredPlace, type Place, type PlaceType } from '#formats/bookings/places'
import type { ClientQuestion } from '#models/services/client_question'
import type Business from '#models/settings/business'
import type { PageReader } from '#pages/reader'
import type { Form } from '#validators/form'

interface Previewed {
  business: Business
  questions: readonly ClientQuestion[]
  host: string
}

/** The entry of an imagined booking, in the words of the form as they stand. */
export function calendarPreview(
  { values }: Form,
  { business, questions, host }: Previewed,
  { t }: PageReader
) {
  const sample = (key: string) => t(`owner.services.calendar.sample.${key}`)
  const service = { name: values.name?.trim() || sample('service') }
  const booked = {
    ...{ service, business, clientName: sample('client'), clientPhone: sample('phone') },
    ...{ clientEmail: 'priya@example.com', notes: sample('notes'), reference: 'K7MQ-2F9P' },
    answers: questions.map((question) => ({
      question: question.label,
      answer: sampleAnswer(question) ?? sample(question.type === 'consent' ? 'answer' : 'text'),
    })),
  }
  const place: Place = {
    locationType: (values.location_type || 'in_person') as PlaceType,
    locationDetails: values.location_details || null,
  }
  const known = eventValues(booked, { host, place: offeredPlace(place, business.address, t) })
  const { calendar_title: title = '', calendar_details: details = '' } = values
  const asUsual = t('guest.bookings.calendar.title', {
    ...{ service: service.name, business: business.name },
  })
  return {
    title: title.trim() ? wordTitle(title, known) : asUsual,
    details: wordEvent(details, known),
    unknown: unknownVariables(`${title}\n${details}`, EVENT_VARIABLES),
    variables: EVENT_VARIABLES.map((name) => ({
      written: `{${name}}`,
      meaning: t(`owner.services.calendar.variable.${name}`),
    })),
  }
}

/** As somebody would answer it; null where it takes any words, or a yes. */
function sampleAnswer({ type, options }: ClientQuestion): string | null {
  switch (type) {
    case 'number':
      return '3'
    case 'date':
      return '2027-03-15'
    case 'email':
      return 'priya@example.com'
    case 'phone':
      return '07700 900123'
    case 'url':
      return 'https://example.com'
    case 'select':
    case 'radio':
    case 'checkboxes':
      return options[0] ?? null
    case 'text':
    case 'long_text':
    case 'consent':
      return null
  }
}
