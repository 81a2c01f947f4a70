export function startWelcome(root: HTMLElement): void {
  root.textContent = '';
}
