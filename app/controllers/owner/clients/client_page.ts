import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type Client from '#models/clients/client'
import { seeOther } from '#controllers/see_other'
import { clientPage } from '#pages/owner/clients/client_page'
import { findRecord } from '#queries/clients/find_client'
import { type Form, typedForm } from '#validators/form'
import { clientQuery, validQuery } from '#validators/owner_query'

interface Page {
  form: Form
  status?: 200 | 409 | 422
  done?: string
  /** Whether fields hold what was sent along with another part of the page. */
  isUnsaved?: boolean
}

interface Saved {
  /** The fields that were saved. */
  saved?: string[]
  done?: string
  at?: string
}

const TYPED = ['tag', 'note', 'block_reason']

/** What was typed in the other parts of the page stays. */
export async function afterRecordPart(
  ctx: HttpContext,
  clientId: number,
  { saved = [], done, at }: Saved
) {
  const { values: sent } = typedForm(ctx.request.body())
  const left = Object.entries(sent).filter(([name]) => !saved.includes(name))
  const values = Object.fromEntries(left)
  if (hasTypedOnRecord(values)) {
    const client = await findRecord(ctx.business, clientId)
    return renderClient(ctx, client, { form: { values, errors: {} }, done, isUnsaved: true })
  }
  if (done) ctx.session.flash('done', done)
  return seeOther(ctx.response, 'owner.clients.show', { id: clientId }, { part: at })
}

export function hasTypedOnRecord(sent: Record<string, unknown>): boolean {
  return TYPED.some((name) => Boolean(sent[name]))
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
