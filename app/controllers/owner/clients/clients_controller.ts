import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { renderClient } from '#controllers/owner/clients/client_page'
import { addressOf } from '#pages/address_of'
import { clientFacts } from '#queries/clients/client_facts'
import { CLIENT_ORDERS, CLIENT_VIEWS, clientList } from '#queries/clients/client_list'
import { clientTags } from '#queries/clients/client_tags'
import { findClient } from '#queries/clients/find_client'
import { emptyForm, validateForm } from '#validators/form'
import { filledIn, clientsQuery } from '#validators/owner_query'

export default class ClientsController {
  async index(ctx: HttpContext) {
    const { business, request, response, view } = ctx
    const now = DateTime.now().setZone(business.timeZone)
    const query = filledIn(request.qs())
    const checked = await validateForm(clientsQuery, query, ctx, 'owner.validator')
    const page = {
      form: checked.form,
      tags: await clientTags(business.id),
      ...{ views: CLIENT_VIEWS, orders: CLIENT_ORDERS, now },
    }
    if (!checked.ok) {
      response.status(422)
      return view.render('pages/owner/clients/clients', page)
    }

    const { order = 'name', page: number = 1, ...filters } = checked.data
    const clients = await clientList({ businessId: business.id, filters, order, page: number })
    const facts = await clientFacts(
      clients.map(({ id }) => id),
      now
    )
    return view.render('pages/owner/clients/clients', {
      ...{ ...page, clients, facts, current: filters.view ?? 'all' },
    })
  }

  async show(ctx: HttpContext) {
    const client = await findClient(ctx.business, ctx.params.id)
    if (client.mergedInto !== null) {
      const record = addressOf('owner.clients.show', { id: client.recordId })
      return ctx.response.redirect().toPath(record)
    }
    return renderClient(ctx, client, { form: emptyForm() })
  }
}
