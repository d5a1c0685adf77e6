import type { HttpContext } from '@adonisjs/core/http'
import { type ChosenFeed, feedAddress } from '#controllers/chosen_feed'
import { feedPage } from '#pages/owner/feeds/feed_page'
import { feedsOf } from '#queries/feeds/find_feed'
import type { Form } from '#validators/form'

export async function renderFeed(
  { membership, response, view }: HttpContext,
  chosen: ChosenFeed,
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
  { hosts, hostId }: ChosenFeed,
  token: string
) {
  response.header('cache-control', 'no-store')
  const host = hosts.find(({ id }) => id === hostId) ?? null
  const address = feedAddress(token)
  return view.render('pages/owner/feeds/address', { host, address })
}
