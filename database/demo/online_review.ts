import { createService } from '#database/demo/business'
import type Business from '#models/settings/business'
import type Host from '#models/availability/host'
import type { ClientQuestion } from '#models/services/client_question'

const QUESTIONS: ClientQuestion[] = [
  {
    key: 'stroke',
    type: 'select',
    label: 'Which stroke shall we look at?',
    help: null,
    isRequired: true,
    maxLength: null,
    options: ['Front crawl', 'Breaststroke', 'Backstroke', 'Butterfly'],
  },
  {
    key: 'film',
    type: 'url',
    label: 'Where is your film?',
    help: 'A link that we can open, if you have one.',
    isRequired: false,
    maxLength: null,
    options: [],
  },
  {
    key: 'recording',
    type: 'consent',
    label: 'You may record our talk for me',
    help: 'It is deleted after a month.',
    isRequired: false,
    maxLength: null,
    options: [],
  },
]

/** Where the client chooses the place and the length, and is asked something. */
export function createOnlineReview(business: Business, anna: Host) {
  return createService(business, [anna], {
    name: 'Technique review',
    slug: 'technique-review',
    description: 'We look at a film of your stroke together, and you leave with a plan.',
    category: 'Online',
    colour: '#6d4bc3',
    ...{ durationMinutes: 30, durations: [45, 60], slotIntervalMinutes: 30 },
    ...{ price: '25.00', lengthPrices: { 45: '35.00', 60: '45.00' } },
    ...{ locationType: 'zoom', locationDetails: 'https://zoom.example.com/j/8146055' },
    furtherPlaces: [
      {
        key: 1,
        locationType: 'google_meet',
        locationDetails: 'https://meet.example.com/technique',
      },
      { key: 2, locationType: 'phone', locationDetails: null },
      {
        key: 3,
        locationType: 'in_person',
        locationDetails: 'Canal Street pool, 14 Canal Street, London N1 8QT',
      },
    ],
    questions: QUESTIONS,
    policy: 'Whoever books a review and does not come pays half of its price.',
    calendarTitle: '{service} with {host}',
    calendarDetails: '{answers}\nReference {reference}',
    confirmationMessage: 'Film yourself from the side, for one length. A phone is enough.',
    position: 3,
  })
}
