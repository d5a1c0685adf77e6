import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { Refusal } from '#exceptions/refusal'
import type Host from '#models/availability/host'
import { addressOf } from '#pages/address_of'
import { feedPage } from '#pages/owner/feeds/feed_page'
import { feedsOf } from '#queries/feeds/find_feed'
import type { Form } from '#validators/form'

interface Chosen {
  hosts: Host[]
  /** Null is everybody. */
  hostId: number | null
}

/** Whose time it is about: everybody's for those in charge, one's own for staff. */
export async function chosenFeed(
  { business, membership }: HttpContext,
  wanted: number | null | undefined
): Promise<Chosen> {
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

export async function renderFeed(
  { membership, response, view }: HttpContext,
  chosen: Chosen,
  { form, status = 200, isStale = false }: { form?: Form; status?: number; isStale?: boolean } = {}
) {
  const feeds = await feedsOf(membership)
  response.status(status)
  return view.render('pages/owner/feeds/feed', {
    ...feedPage(membership, { ...chosen, feeds }, form),
    isStale,
  })
}

/** The only page that ever shows it. */
export function renderAddress(
  { response, view }: HttpContext,
  { hosts, hostId }: Chosen,
  token: string
) {
  response.header('cache-control', 'no-store')
  const host = hosts.find(({ id }) => id === hostId) ?? null
  const address = appUrl + addressOf('guest.feeds.show', { token })
  return view.render('pages/owner/feeds/address', { host, address })
}
