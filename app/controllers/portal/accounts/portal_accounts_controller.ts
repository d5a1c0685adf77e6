import type { HttpContext } from '@adonisjs/core/http'
import { bookingAtEach } from '#queries/portal/portal_bookings'

export default class PortalAccountsController {
  async show({ view, reader }: HttpContext) {
    const bookings = await bookingAtEach(reader.email)
    return view.render('pages/portal/accounts/account', { bookings })
  }
}
