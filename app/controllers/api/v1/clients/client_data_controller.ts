import type { HttpContext } from '@adonisjs/core/http'
import { clientAsked } from '#controllers/api/v1/clients/client'
import { clientData } from '#queries/privacy/client_data'

/** For whoever asks the business what it holds of them. */
export default class ClientDataController {
  async show(ctx: HttpContext) {
    const { bouncer, business, response } = ctx
    await bouncer.with('ClientPolicy').authorize('manage')
    const { id } = await clientAsked(ctx)
    response.header('cache-control', 'no-store')
    return clientData(business, id)
  }
}
