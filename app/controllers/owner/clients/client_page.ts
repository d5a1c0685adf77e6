import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type Client from '#models/clients/client'
import { clientPage } from '#pages/owner/clients/client_page'
import type { Form } from '#validators/form'
import { clientQuery, validQuery } from '#validators/owner_query'

interface Page {
  form: Form
  status?: 200 | 409 | 422
}

export async function renderClient(
  ctx: HttpContext,
  client: Client,
  { status = 200, ...shown }: Page
) {
  const { business, response, view } = ctx
  const query = await validQuery(clientQuery, ctx)
  const now = DateTime.now().setZone(business.timeZone)
  const page = await clientPage(business, client, { ...query, now })
  response.status(status)
  return view.render('pages/owner/clients/client', { ...page, ...shown })
}
