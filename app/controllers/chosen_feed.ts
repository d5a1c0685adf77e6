import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { Refusal } from '#exceptions/refusal'
import type Host from '#models/availability/host'
import { addressOf } from '#pages/address_of'

export interface ChosenFeed {
  hosts: Host[]
  /** Null is everybody. */
  hostId: number | null
}

/** Whose time it is about: everybody's for those in charge, one's own for staff. */
export async function chosenFeed(
  { business, membership }: HttpContext,
  wanted: number | null | undefined
): Promise<ChosenFeed> {
  const all = await business.related('hosts').query().orderBy('position').orderBy('id')
  const isOwn = ({ userId }: Host) => membership.role === 'staff' && userId === membership.userId
  const hosts = membership.isInCharge ? all : all.filter(isOwn)
  const hostId = wanted ?? (membership.isInCharge ? null : (hosts.at(0)?.id ?? null))
  if (hostId !== null && !hosts.some(({ id }) => id === hostId)) {
    const isThere = all.some(({ id }) => id === hostId)
    throw new Refusal(isThere ? 403 : 404, isThere ? 'forbidden' : 'not_found')
  }
  return { hosts, hostId }
}

/** Everybody's is made by those in charge. */
export function requireOwnFeed({ membership }: HttpContext, { hostId }: ChosenFeed): void {
  if (hostId === null && !membership.isInCharge) throw new Refusal(403, 'forbidden')
}

export function feedAddress(token: string): string {
  return appUrl + addressOf('guest.feeds.show', { token })
}
