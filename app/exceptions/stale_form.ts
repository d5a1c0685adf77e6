import { errors as authErrors } from '@adonisjs/auth'
import { errors as shieldErrors } from '@adonisjs/shield'
import type { HttpContext } from '@adonisjs/core/http'
import { type SubmittedField, submittedFields } from '#formats/words/submitted_fields'
import { localPath } from '#validators/local_path'

const MOST_FIELDS = 100
const MOST_CHARACTERS = 100_000

/** The form's token, or its sender's HTTP session, ended while it was being filled in. */
export function isStaleForm(error: unknown): boolean {
  return (
    error instanceof shieldErrors.E_BAD_CSRF_TOKEN ||
    error instanceof authErrors.E_UNAUTHORIZED_ACCESS
  )
}

/**
 * A forged form cannot use this page: `sameOrigin` has refused other sites, and without a known
 * origin nothing is sent on with our token.
 */
export async function answerStaleForm(ctx: HttpContext) {
  const { request, response, view, auth, i18n } = ctx
  response.status(422).header('cache-control', 'no-store')
  const fields = submittedFields(request.body())
  if (ctx.route?.name === 'owner.sign_ins.store') {
    const values = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
    const form = { values, errors: { password: i18n.t('errors.stale.sign_in_again') } }
    const to = localPath(values.to, '/admin')
    return response.send(await view.render('pages/owner/accounts/sign_in', { form, to }))
  }

  const isSignedOut = request.url().startsWith('/admin') && !(await auth.use('web').check())
  return response.send(
    await view.render('pages/errors/stale_form', {
      action: request.url(true),
      isFromNowhere: isFromNowhere(request),
      fields: isWithinLimits(fields) && !isFromNowhere(request) ? fields : null,
      signIn: isSignedOut ? `/sign-in?${new URLSearchParams({ to: cameFrom(request) })}` : null,
    })
  )
}

function isFromNowhere(request: HttpContext['request']): boolean {
  return request.header('origin') === 'null' && !request.header('sec-fetch-site')
}

function isWithinLimits(fields: SubmittedField[]): boolean {
  const characters = fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0)
  return fields.length <= MOST_FIELDS && characters <= MOST_CHARACTERS
}

function cameFrom(request: HttpContext['request']): string {
  const referrer = request.header('referer') ?? ''
  if (!URL.canParse(referrer)) return '/admin'
  const { host, pathname, search } = new URL(referrer)
  return host === request.host() ? localPath(pathname + search, '/admin') : '/admin'
}
