import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type Client from '#models/clients/client'
import { erasurePage } from '#pages/owner/privacy/erasure_page'
import { ERASE_WORD } from '#validators/privacy/erasure_form'
import type { Form } from '#validators/form'

interface Shown {
  form: Form
  status?: 200 | 409 | 422
  isStale?: boolean
}

export async function renderErasure(
  ctx: HttpContext,
  client: Client,
  { form, status = 200, isStale = false }: Shown
) {
  const { business, response, view } = ctx
  const now = DateTime.now().setZone(business.timeZone)
  const page = await erasurePage(business, client, now)
  response.status(status)
  return view.render('pages/owner/privacy/erasure', {
    ...{ ...page, form, isStale, word: ERASE_WORD },
  })
}
