import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#controllers/reader'
import { bookingAtEach } from '#queries/portal/portal_bookings'
import { erasuresAskedBy } from '#queries/privacy/erasures'

export default class PortalAccountsController {
  async show(ctx: HttpContext) {
    const { view, reader, i18n } = ctx
    const [bookings, erasures] = await Promise.all([
      bookingAtEach(reader.email),
      erasuresAskedBy(reader.email),
    ])
    const askedAt = new Map(erasures.map(({ businessId, createdAt }) => [businessId, createdAt]))
    const locale = readerLocale(ctx, i18n)
    return view.render('pages/portal/accounts/account', { bookings, askedAt, locale })
  }
}
