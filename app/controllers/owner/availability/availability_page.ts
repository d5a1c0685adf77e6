import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { blocksOfHost } from '#pages/owner/availability/block_rows'
import { type Availability, availabilityPage } from '#pages/owner/availability/availability_page'

export async function findShownHost({ business, membership }: HttpContext, hostId?: number) {
  const hosts = await business
    .related('hosts')
    .query()
    .preload('availabilityRules')
    .orderBy('position')
    .orderBy('id')
  const own = hosts.find(({ userId }) => userId === membership.userId) ?? hosts[0]
  const host = hostId === undefined ? own : hosts.find(({ id }) => id === hostId)
  if (!host) throw new Refusal(404, 'not_found')
  return { host, hosts }
}

export async function renderAvailability(
  ctx: HttpContext,
  { status = 200, ...page }: Availability & { status?: 200 | 409 | 422 | 503 }
) {
  const { business, i18n, response, view } = ctx
  const now = DateTime.now().setZone(page.host.timeZone)
  const state = {
    ...(await availabilityPage(business, i18n, page, now)),
    blocks: await blocksOfHost(business, page, now, readerOf(ctx, business)),
  }
  const html = await view.render('pages/owner/availability/availability', state)
  return response.status(status).send(html)
}
