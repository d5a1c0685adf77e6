import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#controllers/reader'
import { seeOther } from '#controllers/see_other'
import { addressOf } from '#pages/address_of'
import { type OpenStop, setupPage } from '#pages/owner/setup/setup_page'
import { answerAddress } from '#queries/inboxes/answer_address'

interface Answer extends OpenStop {
  status?: 200 | 409 | 422 | 429
}

/** Once a client has booked, it is over. */
export async function renderSetup(ctx: HttpContext, { status = 200, ...opened }: Answer = {}) {
  const { business, setup, response } = ctx
  if (!setup) return response.redirect().toPath(addressOf('owner.days.show'))
  const read = { locale: readerLocale(ctx, business), now: DateTime.now() }
  const page = await setupPage(business, setup, opened, read)
  const contact = await answerAddress(business.id)
  const html = await ctx.view.render('pages/owner/setup/setup', { ...page, contact })
  return response.status(status).send(html)
}

export function toNextStop({ response }: HttpContext) {
  return seeOther(response, 'owner.setups.show')
}
