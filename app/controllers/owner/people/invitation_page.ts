import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#controllers/reader'
import { invitationPage } from '#pages/owner/people/invitation_page'
import { emptyForm, type Form } from '#validators/form'

export async function renderInvitation(
  ctx: HttpContext,
  { form = emptyForm(), status = 200 }: { form?: Form; status?: 200 | 409 | 422 | 429 } = {}
) {
  const { auth, i18n, params, view, response } = ctx
  await auth.use('web').check()
  const user = auth.use('web').user ?? null
  const page = await invitationPage(params.token, user, DateTime.now())
  const locale = page.invitation?.business.locale ?? i18n.locale
  response.status(page.isOpen ? status : 404)
  return view.render('pages/owner/people/invitation', {
    ...page,
    form,
    path: `/invitations/${params.token}`,
    locale: readerLocale(ctx, { locale }),
  })
}
