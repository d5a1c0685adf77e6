import type { ClientAnswer } from '#models/services/client_question'
import type { FormName, FormStamp } from '#models/tokens/form_stamp'
import type {
  BusinessPage,
  PageHost,
  PageService,
  SchedulePage,
} from '#queries/pages/find_business_page'
import type { AnswerLead } from '#queries/pages/answer_leads'

export interface OpenPage extends BusinessPage {
  /** What dates, times and prices are written in. */
  locale: string
}

export interface OpenSchedule extends OpenPage, SchedulePage {}

export interface OpenService extends OpenPage {
  service: PageService
  /** Clients who come to the place read its clock; all others read their own. */
  isZoneFixed: boolean
  /** Whether there is a choice of services to go back to. */
  hasChoice: boolean
  /** Where that is: the business's page, or that of a person or a team through which it was opened. */
  servicesPath: string
  /** The slug of that person's or team's page; null where it is the business's. */
  ownPage: string | null
  /** As addresses and forms carry it on; undefined where nothing else needs saying. */
  cameFrom: string | undefined
  /** Every length on offer, the shortest first. */
  lengths: number[]
  usualMinutes: number
}

/** What a client answered before the times, and where that leads. */
export interface Routed extends Omit<AnswerLead, 'text'>, ClientAnswer {
  /** Whose question it was. */
  asker: PageService
  /** As addresses and forms carry it on. */
  carried: { via?: number; answer: string }
}

/** A start that was chosen, with whom, and on whose clock it is shown. */
export interface ChosenTime extends OpenService {
  startsAt: number
  /** All that are booked with one press, in order; it is the first. */
  starts: readonly number[]
  host: PageHost | null
  /** What was answered before the times. */
  routed: Routed | null
  /** The length that was chosen, on offer or not; null is the service's usual one. */
  durationMinutes: number | null
  timeZone: string
  now: number
  /** What its form has to carry, and what it did; null where it carried none that holds. */
  formName: FormName
  stamp: FormStamp | null
  /** What an earlier mail's link carried along. */
  returnProof: string | null
  /** What the address would have filled in. */
  prefills: {
    name?: string
    email?: string
    phone?: string
    notes?: string
    answers: Record<string, string>
  }
}
