import type { HttpContext } from '@adonisjs/core/http'
import { answerAgent } from '#controllers/api/agents/answer_agent'
import { clientTools } from '#controllers/api/agents/client_tools'
import { publicBusiness } from '#controllers/api/pages/public_business'

/** The agent of a client, who books with one business. */
export default class ClientAgentsController {
  async store(ctx: HttpContext) {
    const { business } = await publicBusiness(ctx)
    const { name: title } = business
    const instructions = ctx.i18n.t('agents.client_instructions', { business: title })
    return answerAgent(ctx, { tools: clientTools, title, instructions })
  }
}
