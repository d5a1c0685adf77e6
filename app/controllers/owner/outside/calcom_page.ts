import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { seeOther } from '#controllers/see_other'
import type CalcomBridge from '#models/outside/calcom_bridge'
import { addressOf } from '#pages/address_of'
import { calcomPage } from '#pages/owner/outside/calcom_page'
import type { Form } from '#validators/form'

export async function renderCalcom(
  { business, response, view }: HttpContext,
  { form, status = 200, isStale = false }: { form?: Form; status?: number; isStale?: boolean } = {}
) {
  response.status(status)
  const page = await calcomPage(business, form)
  const address = page.bridge && addressForCalcom(page.bridge)
  return view.render('pages/owner/outside/calcom', { ...page, address, isStale })
}

export function addressForCalcom({ token: bridge }: CalcomBridge): string {
  return appUrl + addressOf('webhooks.calcom', {}, { query: { bridge } })
}

export function toCalcom({ i18n, response, session }: HttpContext, done: string) {
  session.flash('done', i18n.t(`owner.outside.calcom.done.${done}`))
  return seeOther(response, 'owner.calcom.show')
}
