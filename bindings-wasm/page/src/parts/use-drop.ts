import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../context';
import { dropped } from '../files';

/** Files may be dropped anywhere; whether some hang over the page. */
export function useDrop(): boolean {
  const desk = useDesk();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const drop = async (event: DragEvent) => {
      if (!event.dataTransfer || !hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      try {
        const { files, folder } = await dropped(event.dataTransfer);
        await desk.openFiles(files, folder);
      } catch (error) {
        // a folder that went away while it was looked through
        desk.report(error, 'unreadFile');
      }
    };
    const listeners = [['dragenter', enter], ['dragleave', leave], ['dragover', hover], ['drop', drop]] as const;
    for (const [type, listener] of listeners) addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of listeners) removeEventListener(type, listener as EventListener);
    };
  }, [desk]);
  return over;
}
