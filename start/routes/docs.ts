import router from '@adonisjs/core/services/router'
import { middleware, publicStack } from '#start/kernel'

const Problems = () => import('#controllers/guest/docs/problems_controller')
const OpenapiDocuments = () => import('#controllers/guest/docs/openapi_documents_controller')
const ApiReferences = () => import('#controllers/guest/docs/api_references_controller')
const MarkdownPages = () => import('#controllers/guest/docs/markdown_pages_controller')
const Guides = () => import('#controllers/guest/docs/guides_controller')
const AgentGuides = () => import('#controllers/guest/docs/agent_guides_controller')

/** For whoever builds on the API, and for agents. */
router
  .group(() => {
    router.get('/docs/problems', [Problems, 'index']).as('problems')
    router
      .get('/docs/api', [ApiReferences, 'index'])
      .as('api')
      .use(middleware.requireFeature('api'))
    router
      .get('/openapi.json', [OpenapiDocuments, 'show'])
      .as('openapi')
      .use(middleware.requireFeature('api'))
    router
      .get('/docs/:file', [Guides, 'show'])
      .where('file', /^[a-z-]{1,40}\.md$/)
      .as('guide')
      .use(middleware.requireFeature('api'))
    router.get('/llms.txt', [AgentGuides, 'show']).as('agent_guide')
    router
      .get('/book/:file', [MarkdownPages, 'show'])
      .where('file', /^[a-z0-9-]{1,100}\.md$/)
      .as('markdown_page')
  })
  .as('docs')
  .use(publicStack)
