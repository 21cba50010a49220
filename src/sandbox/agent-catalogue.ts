// The built-in agents that the sandbox offers, in the shape of the contract.

/** One agent as the service lists it under its id. */
export interface Agent {
  readonly name: string
  readonly description: string | null
  readonly persona: { readonly name: string; readonly role: string } | null
  readonly metadata: { readonly image_url: string | null; readonly tags: readonly string[] | null }
}

const agent = (
  name: string,
  description: string | null,
  tags: readonly string[] | null,
  role?: string,
): Agent => ({
  name,
  description,
  persona: role === undefined ? null : { name, role },
  metadata: { image_url: null, tags },
})

/** Every agent by its id. */
export const agents: Readonly<Record<string, Agent>> = {
  reasoning_agent: agent('Reasoning Agent', 'Works a question out step by step.', ['Reasoning'], 'Logician'),
  summary_agent: agent('Summary Agent', 'Condenses a long text to its main points.', ['Text'], 'Editor'),
  sentiment_analysis_agent: agent('Sentiment Analysis Agent', 'Rates the mood of a text.', ['Text']),
  named_entity_recognizer: agent('Named Entity Recognizer', 'Finds people, places and firms.', ['Text']),
  moderation_agent: agent('Moderation Agent', 'Flags content that should be looked at.', ['Safety']),
  classification_agent: agent('Classification Agent', 'Sorts a text into the given classes.', ['Text']),
  translation_agent: agent('Translation Agent', 'Translates between languages.', ['Text'], 'Translator'),
  linear_agent: agent('Linear Agent', 'Reads and files issues in Linear.', ['Tools'], 'Project assistant'),
  github_agent: agent('GitHub Agent', 'Reads repositories, issues and pull requests.', ['Tools']),
  jira_agent: agent('Jira Agent', 'Searches and files tickets in Jira.', ['Tools'], 'Project assistant'),
  slack_agent: agent('Slack Agent', 'Reads channels and posts messages in Slack.', ['Tools']),
  discord_agent: agent('Discord Agent', 'Reads channels and posts messages in Discord.', ['Tools']),
  custom_agent: agent('Custom Agent', null, null),
}
