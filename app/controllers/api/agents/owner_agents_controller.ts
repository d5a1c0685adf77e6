import type { HttpContext } from '@adonisjs/core/http'
import { answerAgent } from '#controllers/api/agents/answer_agent'
import { ownerTools } from '#controllers/api/agents/owner_tools'

/** The agent of somebody who works here, with their key. */
export default class OwnerAgentsController {
  store(ctx: HttpContext) {
    const { name: title } = ctx.business
    const instructions = ctx.i18n.t('agents.owner_instructions', { business: title })
    return answerAgent(ctx, { tools: ownerTools, title, instructions })
  }
}
