import { isbot } from 'isbot'
import { keyedHash } from '#models/tokens/keyed_hash'
import { networkOf } from '#formats/pages/networks'
import type { VisitOrigin } from '#formats/pages/visit_origin'
import type { Instant } from '#scheduling/types'

/** How far a visit came; whoever took a later step took all before it. */
export const VISIT_STEPS = { page: 1, service: 2, time: 3, form: 4, booked: 5 } as const
export type VisitStep = keyof typeof VISIT_STEPS

/** Somebody is shown a page of the booking flow. It lives in memory for some seconds only. */
export interface Look {
  businessId: number
  timeZone: string
  serviceId: number | null
  linkId: number | null
  oneTimeLinkId: number | null
  step: VisitStep
  sawNoTimes: boolean
  at: Instant
  /** Hash of the sign-in's token, where the browser has one. */
  signIn: string | null
  address: string
  userAgent: string
  origin: VisitOrigin
}

export interface ServiceSeen {
  serviceId: number
  step: number
  sawNoTimes: boolean
}

/** The looks of one visitor through one door. */
export interface Visit {
  businessId: number
  linkId: number | null
  oneTimeLinkId: number | null
  visitor: string
  firstAt: Instant
  lastAt: Instant
  step: number
  sawNoTimes: boolean
  services: ServiceSeen[]
  origin: VisitOrigin
}

/** Every browser says what it is. */
export function isPerson({ userAgent }: Look): boolean {
  return userAgent !== '' && !isbot(userAgent)
}

/** The booking page and each link are doors of their own. */
export function visitorOf(look: Look, salt: string): string {
  const { address, userAgent, linkId, oneTimeLinkId } = look
  const door = oneTimeLinkId ? `one-time ${oneTimeLinkId}` : `link ${linkId}`
  return keyedHash('visitor', salt, networkOf(address) ?? address, userAgent, door)
}

export function visitsOf(looks: readonly Look[], saltOf: (look: Look) => string): Visit[] {
  const inOrder = looks.toSorted((one, other) => one.at - other.at)
  const byVisitor = Map.groupBy(inOrder, (look) => visitorOf(look, saltOf(look)))
  return [...byVisitor].map(([visitor, [first, ...later]]) => {
    const all = [first, ...later]
    const { businessId, linkId, oneTimeLinkId, origin, at } = first
    return {
      ...{ businessId, linkId, oneTimeLinkId, origin, visitor },
      firstAt: at,
      lastAt: all[all.length - 1].at,
      ...furthest(all),
      services: servicesOf(all),
    }
  })
}

function servicesOf(looks: readonly Look[]): ServiceSeen[] {
  const byService = Map.groupBy(looks, ({ serviceId }) => serviceId)
  return [...byService].flatMap(([serviceId, ofService]) =>
    serviceId === null ? [] : [{ serviceId, ...furthest(ofService) }]
  )
}

function furthest(looks: readonly Look[]) {
  return {
    step: Math.max(...looks.map(({ step }) => VISIT_STEPS[step])),
    sawNoTimes: looks.some(({ sawNoTimes }) => sawNoTimes),
  }
}
