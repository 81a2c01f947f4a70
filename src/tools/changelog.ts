/**
 * Closes the section *Unreleased* of a changelog (format: keepachangelog.com) under a version, and opens an empty one.
 * @param date ISO date of the release
 * @throws where there is no such section, or nothing in it: a release says what it changes
 */
export function closeUnreleased(changelog: string, version: string, date: string): string {
  const heading = /^## Unreleased[ \t]*$/mu.exec(changelog);
  if (heading === null) throw new Error('CHANGELOG.md has no "## Unreleased".');
  const after = changelog.slice(heading.index + heading[0].length);
  const next = /^## /mu.exec(after)?.index ?? after.length;
  if (after.slice(0, next).trim() === '') throw new Error('CHANGELOG.md says nothing under "## Unreleased".');
  return `${changelog.slice(0, heading.index)}## Unreleased\n\n## ${version} (${date})${after}`;
}
