import type { HttpContext } from '@adonisjs/core/http'
import { findRecord } from '#queries/clients/find_client'
import { clientData } from '#queries/privacy/client_data'

/** For whoever asks the business what it holds of them. */
export default class ClientDataController {
  async show({ business, params, response }: HttpContext) {
    const client = await findRecord(business, params.id)
    const held = await clientData(business, client.id)
    response.header('content-type', 'application/json; charset=utf-8')
    response.header('content-disposition', `attachment; filename="client-${client.id}.json"`)
    return response.send(JSON.stringify(held, null, 2))
  }
}
