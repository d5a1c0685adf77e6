import { appUrl } from '#config/app'
import features from '#config/features'
import type { HttpContext } from '@adonisjs/core/http'
import { pagePath } from '#formats/pages/addresses'
import { inMarkdown } from '#formats/words/markdown'
import { findDefaultPage } from '#queries/pages/find_default_page'

/** `/llms.txt` (llmstxt.org): where an agent begins. */
export default class AgentGuidesController {
  async show({ response, i18n }: HttpContext) {
    const own = await findDefaultPage()
    const page = `${appUrl}/book/{slug}`
    const lines = [
      i18n.t('agents.twins', { page, twin: `${page}.md` }),
      features.api && i18n.t('agents.mcp', { address: `${appUrl}/mcp/{slug}` }),
      own &&
        i18n.t('agents.default', {
          business: inMarkdown(own.business.name),
          address: `${appUrl}${pagePath(own.business)}.md`,
        }),
      i18n.t('agents.problems', { address: `${appUrl}/docs/problems` }),
    ]
    response.header('content-type', 'text/plain; charset=utf-8')
    const list = lines.filter(Boolean).map((line) => `- ${line}`)
    return `# ${i18n.t('agents.title')}\n\n> ${i18n.t('agents.lead')}\n\n${list.join('\n')}\n`
  }
}
