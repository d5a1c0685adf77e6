import type { HttpContext } from '@adonisjs/core/http'
import type { I18n } from '@adonisjs/i18n'
import { deviceOf } from '#formats/words/devices'
import { signInList } from '#queries/accounts/sign_in_list'
import { emptyForm, type Form } from '#validators/form'

/** What concerns the person who is signed in, whichever business they work in. */
export async function renderAccount(
  { auth, view, response, i18n }: HttpContext,
  form: Form = emptyForm(),
  status = 200
) {
  const { id, signInId } = auth.use('web').getUserOrFail()
  const signIns = await signInList(id)
  response.status(status)
  return view.render('pages/owner/accounts/account', {
    form,
    signIns: signIns.map((signIn) => ({
      id: signIn.id,
      device: nameDevice(signIn.userAgent, i18n),
      issuedAt: signIn.issuedAt,
      lastSeenAt: signIn.lastSeenAt,
      isThisOne: signIn.id === signInId,
    })),
  })
}

function nameDevice(userAgent: string | null, i18n: I18n): string {
  const { browser, system } = deviceOf(userAgent)
  if (browser && system) return i18n.t('owner.account.device', { browser, system })
  return browser || system || i18n.t('owner.account.unknown_device')
}
