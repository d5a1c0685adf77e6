import type { HttpContext } from '@adonisjs/core/http'
import { formatLocale } from '#formats/words/locales'
import { invitationPage } from '#pages/owner/people/invitation_page'
import { emptyForm, type Form } from '#validators/form'

export async function renderInvitation(
  { auth, i18n, params, view, request, response }: HttpContext,
  { form = emptyForm(), status = 200 }: { form?: Form; status?: 200 | 409 | 422 | 429 } = {}
) {
  await auth.use('web').check()
  const page = await invitationPage(params.token, auth.use('web').user ?? null)
  const ofBusiness = page.invitation?.business.locale ?? i18n.locale
  response.status(page.isOpen ? status : 404)
  return view.render('pages/owner/people/invitation', {
    ...page,
    form,
    path: `/invitations/${params.token}`,
    locale: formatLocale(request.languages(), i18n.locale, ofBusiness),
  })
}
